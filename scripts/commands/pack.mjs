// `npm run pack -- --at https://intranet/sidebook [--key FILE.pem]`: the packed extension, the update list and an
// example of the policy, for a company that installs from its own server. Without a key one is made.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt } from '../lib/build.mjs';
import { installPolicy, packExtension, updateList } from '../lib/pack.mjs';
import { buildDir, OUTPUT, ROOT } from '../lib/paths.mjs';
import { runMain, say, Stop } from '../lib/say.mjs';

await runMain(async () => {
  const { values } = parseArgs({ options: { at: { type: 'string' }, key: { type: 'string' } } });
  if (!values.at || !/^https?:\/\/[^\s]+$/.test(values.at)) {
    throw new Stop('Say where it will be put: npm run pack -- --at https://intranet.example/sidebook');
  }
  const at = values.at.replace(/\/+$/, '');
  const folder = join(OUTPUT, 'packed');
  mkdirSync(folder, { recursive: true });
  // The key is kept outside of what is made and thrown away.
  const keyFile = resolve(values.key ?? join(ROOT, 'branch-sidebook.pem'));
  if (values.key && !existsSync(keyFile)) throw new Stop(`There is no key file ${values.key}.`);
  await ensureBuilt(['chrome']);
  const { version } = JSON.parse(readFileSync(join(buildDir('chrome'), 'manifest.json'), 'utf8'));
  const { id, isNewKey } = packExtension({
    folder: buildDir('chrome'),
    keyFile,
    out: join(folder, 'branch-sidebook.crx'),
  });
  const list = `${at}/update.xml`;
  writeFileSync(
    join(folder, 'update.xml'),
    updateList({ id, version, address: `${at}/branch-sidebook.crx` }),
  );
  writeFileSync(
    join(folder, 'policy.json'),
    `${JSON.stringify(installPolicy({ id, list, presets: { branchName: '示例支部' } }), null, 2)}\n`,
  );
  say(`The extension's id: ${id}`);
  say(
    `In ${relative(ROOT, folder)}: branch-sidebook.crx and update.xml for ${at}/, policy.json as an example.`,
  );
  if (isNewKey) {
    say(
      `A new key was made: ${relative(ROOT, keyFile)}. Keep it safe and outside of this folder: with another key`,
    );
    say('it is another extension, and the data of the first does not come along.');
  }
});
