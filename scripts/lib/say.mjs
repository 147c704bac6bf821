/**
 * One line for the person who runs a command.
 * @param {string} [line]
 */
export function say(line = '') {
  process.stdout.write(`${line}\n`);
}

/**
 * One line about something that went wrong.
 * @param {string} line
 */
export function complain(line) {
  process.stderr.write(`${line}\n`);
}

/**
 * A failure with a message made for a person: printed without a stack.
 */
export class Stop extends Error {}

/**
 * Runs a command's main function; prints a {@link Stop} plainly, anything else with its stack.
 * @param {() => Promise<number | void> | number | void} main returns the exit code, 0 when it returns nothing
 */
export async function runMain(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    complain(error instanceof Stop ? error.message : String(error instanceof Error ? error.stack : error));
    process.exitCode = 1;
  }
}
