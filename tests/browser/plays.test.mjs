// What people come for, played in a browser whose scripts are off.

import { test } from 'node:test';
import assert from 'node:assert/strict';

import { go, says, signIn, silent, windowOf } from './support/browser.mjs';
import { setStage } from './support/stage.mjs';

const stage = setStage();


test('whoever follows a link signs in and lands there, and signs out again', async () => {
  const page = await windowOf(stage.browser, stage.demo.address);
  await page.goto('/inspections?status=planned');
  assert.equal(new URL(page.url()).pathname, '/sign-in');
  await page.fill('#sign-in-username', 'thuongtruc');
  await page.fill('#sign-in-password', 'không-phải-mật-khẩu');
  await go(page, 'main button');
  await says(page, 'Tên đăng nhập hoặc mật khẩu không đúng.');
  assert.equal(await page.inputValue('#sign-in-username'), 'thuongtruc');
  assert.equal(await page.inputValue('#sign-in-password'), '');
  await page.fill('#sign-in-password', 'Soat-trinh-dien-2026');
  await go(page, 'main button');
  assert.equal(new URL(page.url()).pathname + new URL(page.url()).search, '/inspections?status=planned');
  await go(page, 'text=Đăng xuất');
  await page.goBack();
  await page.reload();
  assert.equal(new URL(page.url()).pathname, '/sign-in');
  await page.context().close();
});

test('the lead of a team settles the conflict of two devices with one press', async () => {
  const page = await windowOf(stage.browser, stage.demo.address);
  await signIn(page, 'truongdoan');
  await go(page, 'text=xung đột dữ liệu');
  const conflicts = page.locator('section.sheet');
  const before = await conflicts.count();
  assert.ok(before > 0, 'the demonstration has a conflict');
  await says(page, 'Thư ký đoàn kiểm tra');
  await go(page, conflicts.first().locator('button').last());
  await says(page, 'Đã chọn giá trị; xung đột được giải quyết.');
  assert.equal(await page.locator('section.sheet').count(), before - 1);
  await page.context().close();
});

test('a unit sees its own inspections and nothing of its neighbour', async () => {
  const lead = await windowOf(stage.browser, stage.demo.address);
  await signIn(lead, 'thuongtruc');
  await lead.goto('/inspections?q=gia+cat');
  const foreign = await lead.getAttribute('tbody a', 'href');
  await lead.context().close();
  const page = await windowOf(stage.browser, stage.demo.address);
  await signIn(page, 'hopthanh.thuky');
  await page.goto('/inspections');
  assert.ok(!(await page.innerText('main')).includes('Gia Cát'));
  const answer = await page.goto(foreign);
  assert.equal(answer.status(), 404);
  await says(page, 'Cách xử lý');
  await page.context().close();
});

test('the language is the person\'s choice and stays', async () => {
  const page = await windowOf(stage.browser, stage.demo.address);
  await signIn(page, 'lanhdao');
  await go(page, 'text=English');
  assert.equal(await page.getAttribute('html', 'lang'), 'en');
  await page.goto('/inspections');
  await says(page, 'Inspections');
  await go(page, 'text=Tiếng Việt');
  assert.equal(await page.getAttribute('html', 'lang'), 'vi');
  await page.context().close();
});

test('the administrator finds an organisation without diacritics, adds a unit below it and tries an import out', async () => {
  const page = await windowOf(stage.browser, stage.demo.address);
  await signIn(page, 'quantri');
  await page.goto('/organisations');
  await page.fill('#filter-q', 'xa gia cat');
  await go(page, 'form.filter button');
  await go(page, 'tbody a >> text=Gia Cát');
  await go(page, 'text=Thêm đơn vị trực thuộc');
  await page.fill('#organisation-name', 'Trạm Y tế xã Gia Cát');
  await page.fill('#organisation-code', 'TYT-06235');
  await page.selectOption('#organisation-kind', { index: 1 });
  await page.selectOption('#organisation-level', 'communal');
  await go(page, 'main form button');
  await says(page, 'Đã thêm cơ quan.');
  await go(page, 'text=Nhập từ tệp CSV');
  const file = (text) => ({ name: 'danh-muc.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  await page.setInputFiles('#import-file', file('code,name,level,parent_code\nT1,Thôn Một,xa,\n'));
  await go(page, 'main form button');
  await says(page, 'Các dòng cần sửa');
  await page.setInputFiles('#import-file', file('code,name,level,parent_code\nT1,Thôn Một,communal,\n'));
  await go(page, 'main form button');
  await says(page, 'chưa có gì được ghi');
  await go(page, 'main form button');
  await says(page, 'Đã nhập danh mục.');
  await says(page, 'Thôn Một');
  await page.context().close();
});

test('two windows over one plan: the second is told what changed and keeps what was typed', async () => {
  const first = await windowOf(stage.browser, stage.demo.address);
  await signIn(first, 'thuongtruc');
  await first.goto('/inspections/new');
  await first.fill('#filter-q', 'hop thanh');
  await go(first, 'form.filter button');
  await go(first, 'main ul a');
  await first.selectOption('#plan-kind', 'external');
  await first.fill('#plan-planned_from', '2027-12-20');
  await first.fill('#plan-planned_to', '2027-12-21');
  const checklist = first.locator('#plan-checklist option', { hasText: 'Phiếu kiểm tra cấp tỉnh' });
  await first.selectOption('#plan-checklist', await checklist.getAttribute('value'));
  await go(first, 'main form button');
  await says(first, 'Đã lập cuộc kiểm tra.');
  const address = `${new URL(first.url()).pathname}/plan`;
  const second = await windowOf(stage.browser, stage.demo.address);
  await signIn(second, 'thuongtruc');
  await first.goto(address);
  await second.goto(address);
  for (const page of [first, second]) await page.fill('#plan-planned_to', '2027-12-30');
  await go(first, 'main form button');
  await says(first, 'Đã lưu.');
  await second.fill('#plan-planned_to', '2027-12-31');
  await go(second, 'main form button');
  await says(second, 'Bản ghi đã được người khác thay đổi');
  await go(second, 'text=Gửi nội dung của tôi lên bản hiện tại');
  await says(second, '31/12/2027');
  await first.context().close();
  await second.context().close();
});
