// The Test Anything Protocol, version 14, on standard output.

/** Prints results as they come; `bad` counts what failed. */
export class Tap {
  constructor(plan) {
    Object.assign(this, { number: 0, bad: 0, skipped: 0 });
    console.log(`TAP version 14\n1..${plan}`);
  }

  ok(name, milliseconds) {
    console.log(`ok ${(this.number += 1)} - ${name} # time=${Math.round(milliseconds)}ms`);
  }

  skip(name, reason) {
    this.skipped += 1;
    console.log(`ok ${(this.number += 1)} - ${name} # SKIP ${reason}`);
  }

  /** A failure: where, what, and the exchange that showed it. */
  fail(name, { step, message, exchange }) {
    this.bad += 1;
    console.log(`not ok ${(this.number += 1)} - ${name}`);
    const block = (label, text) => (text ? [`  ${label}: |`, ...text.split('\n').map((line) => `    ${line}`)] : []);
    console.log(['  ---', `  at: ${JSON.stringify(step ?? '')}`, ...block('message', message), ...block('exchange', exchange), '  ...'].join('\n'));
  }
}
