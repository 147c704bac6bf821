import 'fake-indexeddb/auto';
import { readFileSync } from 'node:fs';
import { AwsV4Signer } from 'aws4fetch';
import { afterAll, describe, expect, test } from 'vitest';
import { REFUSED, S3Carrier, WebDavCarrier } from '../../lib/carrier';
import { create } from '../../lib/ledger';
import { asFault } from '../../lib/records/fault';
import { certify, exchange, foundSpace, joinSpace, requestToJoin, type SpaceRole } from '../../lib/sync';
import { startApache } from '../../scripts/lib/servers/apache.mjs';
import { startCeph } from '../../scripts/lib/servers/ceph.mjs';
import { openTestLedger } from '../unit/support/ledger';
import { whereInstalled } from './support/installed';
import { nodeWire } from './support/wire';

const PEOPLE = ['wei', 'lin', 'he', 'eve'];

interface Place {
  /** A way in as somebody, to the place as the administrator set it up for this space. */
  as(name: string): WebDavCarrier | S3Carrier;
  stop(): Promise<void>;
}

const refusal = async (work: Promise<unknown>) =>
  asFault(
    await work.then(
      () => undefined,
      (thrown: unknown) => thrown,
    ),
  ).code;

/** Everything that the rules of a server have to allow and to refuse, with the rules that the papers hold. */
function rulesSuite(title: string, start: (space: string) => Promise<Place>): void {
  let place: Place | undefined;
  afterAll(() => place?.stop());

  describe(`${title} with the rules for sharing`, () => {
    test('lets a branch work and refuses whatever is not one’s own', async () => {
      const wei = await openTestLedger({ me: 'wei' });
      const address = await foundSpace(wei.ledger, 'wei');
      place = await start(address.space);
      const at = place;
      const join = async (name: string, role: SpaceRole) => {
        const { ledger } = await openTestLedger({ me: name });
        await certify(wei.ledger, await requestToJoin(ledger, name), role);
        await joinSpace(ledger, address, name);
        return ledger;
      };
      const he = await join('he', 'member');
      const lin = await join('lin', 'deputy');
      const meetAll = async () => {
        for (const [ledger, name] of [
          [wei.ledger, 'wei'],
          [he, 'he'],
          [lin, 'lin'],
          [wei.ledger, 'wei'],
        ] as const) {
          await exchange(ledger, at.as(name));
        }
      };
      await wei.ledger.commit(
        [create('meeting', { types: { themeDay: true }, startsAt: '2026-11-25T15:00' }, 'm1')],
        { label: 'test' },
      );
      await meetAll();
      // A member's profile becomes a new device: it certifies itself, without the rights of those who lead.
      await he.renewDevice();
      await he.commit(
        [
          create(
            'studyLog',
            { member: 'he', on: '2026-11-25', form: 'self', hours: 1, state: 'declared' },
            's1',
          ),
        ],
        { label: 'test' },
      );
      await meetAll();
      await meetAll();
      expect(await he.get('meeting', 'm1')).toBeDefined();
      expect(await lin.get('studyLog', 's1')).toBeDefined();

      const base = `v1/b/${address.space}`;
      const bytes = new Uint8Array([1]);
      const name = '00000009-000000000000000000000000';
      const device = wei.ledger.clock.device;
      for (const foreign of [
        `${base}/h/wei-${device}`,
        `${base}/d/wei-${device}/r/202611/${name}`,
        `${base}/d/wei-zzzzzzzz/r/202611/${name}`,
        `${base}/self/wei-${name}`,
        `${base}/roster/${name}`,
        `${base}/keys/${name}`,
        `v1/b/${'z'.repeat(16)}/h/he-zzzzzzzz`,
      ]) {
        expect(await refusal(at.as('he').put(foreign, bytes)), foreign).toBe(REFUSED.notAllowed);
      }
      // A deputy keeps the roster, and is no less bound to their own chain.
      await at.as('lin').put(`${base}/roster/${name}`, bytes);
      expect(await refusal(at.as('lin').put(`${base}/h/wei-${device}`, bytes))).toBe(REFUSED.notAllowed);
      await at.as('he').put(`${base}/join/0123456789abcdef`, bytes);
      // Nobody deletes, not even what is their own; and whoever is of another branch sees nothing.
      for (const [who, file] of [
        ['wei', `${base}/h/wei-${device}`],
        ['he', `${base}/join/0123456789abcdef`],
        ['lin', `${base}/roster/${name}`],
      ] as const) {
        expect(await at.as(who).erase(file), file).toBe('refused');
      }
      expect(await refusal(at.as('eve').list(`${base}/h`))).toBe(REFUSED.notAllowed);
      expect(await refusal(at.as('eve').get(`${base}/h/wei-${device}`))).toBe(REFUSED.notAllowed);
    }, 60_000);
  });
}

const paper = (name: string): string =>
  readFileSync(new URL(`../../docs/examples/${name}`, import.meta.url), 'utf8');

whereInstalled('apache', (title) =>
  rulesSuite(title, async (space) => {
    const rules = paper('sharing-apache.conf')
      .replaceAll('/etc/apache2/sidebook.', 'SERVER_FOLDER/')
      .replaceAll('DavLockDB', '# DavLockDB');
    const server = await startApache({
      extra: rules,
      people: PEOPLE,
      folders: ['sidebook', 'sidebook/v1', 'sidebook/v1/b', `sidebook/v1/b/${space}`],
      groups: [`b-${space}: wei lin he`, `lead-${space}: wei lin`, `b-${'z'.repeat(16)}: eve`],
    });
    const address = `http://127.0.0.1:${server.port}/sidebook/`;
    return {
      as: (user) => new WebDavCarrier({ address, user, password: `pw-${user}` }, nodeWire),
      stop: server.stop,
    };
  }),
);

whereInstalled('ceph', (title) =>
  rulesSuite(title, async (space) => {
    const server = await startCeph({ people: PEOPLE });
    const { endpoint, bucket } = server;
    const send = async (url: string, body?: string) => {
      const signer = new AwsV4Signer({
        method: 'PUT',
        url,
        body,
        accessKeyId: server.accessKey,
        secretAccessKey: server.secretKey,
        service: 's3',
        region: 'us-east-1',
      });
      const { method, headers } = await signer.sign();
      const answer = await fetch(url, { method, headers, body });
      expect(answer.ok, await answer.text()).toBe(true);
    };
    await send(`${endpoint}/${bucket}`);
    const policy = paper('sharing-bucket-policy.json')
      .replaceAll('USER:', 'arn:aws:iam:::user/')
      .replaceAll('BUCKET', bucket)
      .replaceAll('SPACE', space);
    await send(`${endpoint}/${bucket}?policy`, policy);
    return {
      as: (user) =>
        new S3Carrier(
          {
            endpoint,
            bucket,
            accessKey: `AK${user.toUpperCase()}`,
            secretKey: `SK${user.toUpperCase()}`,
          },
          nodeWire,
        ),
      stop: server.stop,
    };
  }),
);
