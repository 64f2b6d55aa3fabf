// A corrective action request from the answer of the unit to its closing, played by everybody who has a part in it.

import { test } from 'node:test';
import assert from 'node:assert/strict';
import { deflateSync } from 'node:zlib';

import { go, says, signIn, silent, windowOf } from './support/browser.mjs';
import { PASSWORD } from './support/demo.mjs';
import { setStage } from './support/stage.mjs';

const stage = setStage();

/** A window of somebody who has signed in; closed when they are done. */
async function as(username, play, size = {}) {
  const page = await windowOf(stage.browser, stage.demo.address, size);
  await signIn(page, username);
  await play(page);
  await page.context().close();
}

/** A small picture unlike the others: PNG, one colour. */
function picture(shade) {
  const table = Array.from({ length: 256 }, (_, n) => [...Array(8)].reduce((c) => (c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1), n) >>> 0);
  const crc = (bytes) => (bytes.reduce((c, byte) => table[(c ^ byte) & 255] ^ (c >>> 8), 0xffffffff) ^ 0xffffffff) >>> 0;
  const chunk = (name, data) => {
    const body = Buffer.concat([Buffer.from(name), data]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(data.length, 0);
    frame.writeUInt32BE(crc(body), 4);
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
  };
  const head = Buffer.from([0, 0, 0, 8, 0, 0, 0, 8, 8, 2, 0, 0, 0]);
  const rows = Buffer.concat(Array.from({ length: 8 }, () => Buffer.from([0, ...Array(8).fill([shade, 90, 120]).flat()])));
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', head), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
}

let returned;

test('the unit reads why its plan was returned and answers again, step by step', async () => {
  await as('hopthanh.thuky', async (page) => {
    await go(page, 'text=Kế hoạch bị trả lại, cần bổ sung');
    returned = new URL(page.url()).pathname;
    await says(page, 'Nguyên nhân còn chung chung');
    await go(page, 'text=Soạn tiếp kế hoạch');
    await go(page, 'nav ol >> text=Nguyên nhân gốc');
    await page.check('#method-whys');
    await page.fill('[name="root_cause/whys/0"]', 'Chưa có hướng dẫn khảo sát.');
    await page.fill('[name="root_cause/whys/1"]', 'Không ai được giao ban hành hướng dẫn.');
    await go(page, 'button >> text=Thêm một câu “vì sao”');
    assert.equal(await page.inputValue('[name="root_cause/whys/1"]'), 'Không ai được giao ban hành hướng dẫn.');
    await page.fill('[name="root_cause/whys/2"]', 'Quyết định phân công của xã chưa có việc này.');
    await go(page, 'button >> text=Lưu và sang bước sau');
    await page.fill('[name="actions/1/what"]', 'Bổ sung việc khảo sát vào quyết định phân công');
    await go(page, 'button >> text=Lưu nháp');
    await says(page, 'Đã lưu nháp.');
    await go(page, 'nav ol >> text=Xem lại');
    await says(page, 'Hành động 2 chưa có người phụ trách');
    await go(page, 'main ul >> text=Hành động khắc phục >> nth=0');
    await page.fill('[name="actions/1/owner"]', 'Chủ tịch UBND xã');
    await page.fill('[name="actions/1/due_on"]', '2027-01-15');
    await go(page, 'button >> text=Lưu và sang bước sau');
    await go(page, 'button >> text=Lưu và sang bước sau');
    await says(page, 'duyệt trước khi gửi');
  }, { width: 360, height: 740 });
  await as('hopthanh.chutich', async (page) => {
    await page.goto(`${returned}/plan?step=review`);
    await go(page, 'main button >> text=Duyệt kế hoạch');
    await says(page, 'Thủ trưởng đã duyệt kế hoạch');
  });
  await as('hopthanh.thuky', async (page) => {
    await page.goto(`${returned}/plan?step=review`);
    await says(page, 'Kế hoạch đã đủ nội dung.');
    await go(page, 'main button >> text=Gửi kế hoạch');
    await says(page, 'Chờ xem xét kế hoạch');
  });
});

test('the office reads the plan and accepts it', async () => {
  await as('thuongtruc', async (page) => {
    await page.goto(returned);
    await says(page, 'Không ai được giao ban hành hướng dẫn.');
    await page.click('summary >> text=Chấp nhận kế hoạch');
    await go(page, 'button >> text=Chấp nhận kế hoạch');
    await says(page, 'Đang thực hiện');
  });
});

test('the unit brings files for each action, is told of the bad one, and sends the result', async () => {
  await as('hopthanh.thuky', async (page) => {
    await page.goto(`${returned}/progress`);
    const file = (name, mimeType, buffer) => ({ name, mimeType, buffer });
    const good = [1, 2, 3].map((n) => file(`anh-${n}.png`, 'image/png', picture(n * 20)));
    await page.setInputFiles('[name="actions/0/files"]', [...good, file('ghi-chu.txt', 'text/plain', Buffer.from('ghi chú'))]);
    await page.setInputFiles('[name="actions/1/files"]', [file('anh-4.png', 'image/png', picture(200))]);
    for (const at of [0, 1]) {
      await page.fill(`[name="actions/${at}/done_on"]`, '2026-11-20');
      await page.fill(`[name="actions/${at}/result"]`, 'Đã thực hiện');
    }
    await go(page, 'button >> text=Lưu việc đã làm >> nth=0');
    await says(page, '1 tệp không nhận được');
    await says(page, 'ghi-chu.txt');
    for (const n of [1, 2, 3, 4]) await says(page, `anh-${n}.png`);
    assert.equal(await page.inputValue('[name="actions/1/result"]'), 'Đã thực hiện');
    await go(page, 'button >> text=Gửi kết quả thực hiện');
    await says(page, 'Chờ xác nhận thực hiện');
  });
});

test('the team verifies on site', async () => {
  await as('thanhvien', async (page) => {
    await page.goto(returned);
    await page.click('summary >> text=Xác nhận đã thực hiện');
    await page.selectOption('#verify-method', 'on_site');
    await go(page, 'button >> text=Xác nhận đã thực hiện');
    await says(page, 'Đã xác nhận thực hiện');
    assert.ok((await page.innerText('[aria-current=step]')).includes('Hiệu lực'));
  });
});

test('the committee decides: an extension, a dispute, and the chair closes', async () => {
  await as('bcd.truong', async (page) => {
    await go(page, 'nav.rooms >> text=Ban chỉ đạo');
    await says(page, 'Quá hạn');
    const extension = page.locator('section', { has: page.locator('#extensions') });
    await extension.locator('textarea').fill('Đồng ý, đề nghị bảo đảm thời hạn mới');
    await go(page, extension.locator('button >> text=Đồng ý gia hạn'));
    await says(page, 'Không có đề nghị gia hạn nào.');
    const dispute = page.locator('section', { has: page.locator('#disputes') });
    await dispute.locator('textarea').fill('Bản phân công mới không có trong hồ sơ');
    await go(page, dispute.locator('button >> text=Giữ nguyên phiếu'));
    await says(page, 'Không có ý kiến không nhất trí nào.');
    const closing = page.locator('section', { has: page.locator('#to-close') });
    const number = await closing.locator('a.code').innerText();
    await go(page, closing.locator('button'));
    await says(page, 'Đã đóng phiếu.');
    await page.goto('/car?status=closed');
    await says(page, number);
  });
});

test('a stranger sees nothing of it, and a viewer no button', async () => {
  await as('giacat.thuky', async (page) => {
    const answer = await page.goto(returned);
    assert.equal(answer.status(), 404);
    await page.goto('/car?status=all');
    await silent(page, 'Hợp Thành');
  });
  await as('lanhdao', async (page) => {
    await page.goto(returned);
    assert.equal(await page.locator('main form').count(), 0);
  });
});

test('the numbers of the dashboard lead to their rows', async () => {
  await as('bcd.thanhvien', async (page) => {
    await go(page, 'nav.rooms >> text=Tổng quan');
    const overdue = page.locator('.figures li', { hasText: 'Phiếu quá hạn' }).locator('a');
    const count = Number((await overdue.innerText()).split(/\s/)[0]);
    await go(page, overdue);
    assert.equal(await page.locator('tbody tr').count(), count);
  });
});

test('the head of the unit reads the minutes and signs them', async () => {
  await as('giacat.chutich', async (page) => {
    await go(page, 'text=Ký: Biên bản kiểm tra');
    await says(page, 'Đang ký: còn người chưa ký.');
    await page.click('summary >> text=Ký số');
    await page.fill('#sign-password', 'sai-mat-khau');
    await go(page, 'form button >> text=Ký số');
    await says(page, 'Mật khẩu không đúng.');
    await page.fill('#sign-password', PASSWORD);
    await go(page, 'form button >> text=Ký số');
    await says(page, 'Có hiệu lực: đã ký đủ.');
    await go(page, 'text=Trang kiểm tra công khai');
    await says(page, 'Có hiệu lực: đã ký đủ.');
  }, { width: 360, height: 740 });
});
