// Mistakes made on purpose: each is one change of the product's code that random schedules have to find.
// `npm run schedules -- --mutants` makes them one after the other; a test sees to it that each still fits the code.

/**
 * `test`: the unit test that finds it for certain, of one for which two things have to meet that a random schedule seldom
 * brings together.
 * @typedef {{ name: string, file: string, find: string, put: string, test?: { file: string, title: string } }} Mutant
 */

/** @type {readonly Mutant[]} */
export const MUTANTS = [
  {
    name: 'the value that gives way is not kept',
    file: 'lib/ledger/merge.ts',
    find: 'merged.history.push(...historyRows(incoming, f, stamps, byStamp, rows, authors, settled.get(f)));',
    put: '',
  },
  {
    name: 'a segment does not name the one before it',
    file: 'lib/sync/seal.ts',
    find: "p: before?.hash ?? '',",
    put: "p: '',",
  },
  {
    name: 'sent counts before the head stands',
    file: 'lib/sync/push.ts',
    find: 'await putOver(carrier, context.at.head(context.self), bytes, options);',
    put: 'await putOver(carrier, context.at.head(context.self), bytes, options).catch(() => undefined);',
  },
  {
    name: 'the ends of the chains are not kept with what was sealed',
    file: 'lib/ledger/sync-store.ts',
    find: 'await this.#db.identity.put({ ...share, ...next });',
    put: 'await this.#db.identity.put({ ...share, lastSealed: next.lastSealed ?? share.lastSealed });',
  },
  {
    name: 'what stands there under the name is believed to be whole',
    file: 'lib/sync/put.ts',
    find: "if (there && there !== 'same' && sameBytes(there.bytes, bytes)) return;",
    put: 'return;',
  },
  {
    name: 'a removed device goes on without end',
    file: 'lib/sync/read-chain.ts',
    find: 'const isBeyond = accepted !== undefined && !accepted.has(one.n, one.hash);',
    put: 'const isBeyond = false;',
  },
  {
    name: 'what was taken in before a removal stays in',
    file: 'lib/sync/limits.ts',
    find: "await takeOut(context, nameOf(context, d), out, 'removed');",
    put: 'void out;',
  },
  {
    name: 'what others lack is not sent again',
    file: 'lib/sync/pull.ts',
    find: "if (isAsked && own === 'fine' && !options.byHand) await resend(context, carrier, options);",
    put: 'void isAsked;',
  },
  {
    name: 'the role of a writer is the one that was known before the roster was read anew',
    file: 'lib/sync/pull.ts',
    find: 'device: present,',
    put: 'device,',
    test: {
      file: 'tests/unit/sync/crossing.test.ts',
      title:
        'is judged by the role that the roster says now, also by whoever learns of it from that very head',
    },
  },
  {
    name: 'of two removals at once only one begins a new key',
    file: 'lib/sync/epochs.ts',
    find: 'const stale = COMMON.filter((q) => roster.stale.has(q) && READS[me.role].includes(q));',
    put: 'const stale: typeof COMMON[number][] = [];',
  },
  {
    name: 'a value is told to every circle of readers',
    file: 'lib/sync/compartments.ts',
    find: 'const less = Object.fromEntries(Object.entries(value).filter(([name]) => kept.includes(name)));',
    put: 'const less = value;',
  },
  {
    name: 'a member is given the keys of every member',
    file: 'lib/sync/own-keys.ts',
    find: '`m/${member}` === q &&',
    put: 'member &&',
  },
  {
    name: 'a file that the place lost is put there again by nobody',
    file: 'lib/sync/blobs-push.ts',
    find: 'if (!ids.length) return;',
    put: 'if (ids) return;',
  },
];

/**
 * A step of the build that makes one of them.
 * @param {string | undefined} name
 * @param {string} root
 */
export function mutate(name, root) {
  const mutant = MUTANTS.find((one) => one.name === name);
  return {
    name: 'mutate',
    enforce: /** @type {const} */ ('pre'),
    /**
     * @param {string} code
     * @param {string} id
     */
    transform(code, id) {
      if (!mutant || id.split('?')[0] !== `${root}/${mutant.file}`) return undefined;
      if (!code.includes(mutant.find)) throw new Error(`${mutant.file} no longer has what is to be changed`);
      return code.replace(mutant.find, () => mutant.put);
    },
  };
}
