// Waiting for what is to become true, however slow the machine is.

/** Asks again until it holds; gives up after two minutes, with what `state` says. */
export async function eventually(holds, state = () => 'no more is known') {
  const until = Date.now() + Number(process.env.PATIENCE ?? 120) * 1_000;
  while (!(await holds())) {
    if (Date.now() > until) throw new Error(`This has not become true: ${holds}\n${JSON.stringify(await state(), null, 1)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
