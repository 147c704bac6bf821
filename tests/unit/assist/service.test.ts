import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from '../support/browser';

let browser: ReturnType<typeof fakeBrowser>;
vi.mock('wxt/browser', () => ({
  get browser() {
    return browser.api;
  },
}));
beforeEach(() => {
  browser = fakeBrowser();
});

const service = () => import('../../../lib/assist/service');
const PRESET = { address: 'http://llm.corp/v1', model: 'corp-model', key: 'k' };

describe('whether there is help at all', () => {
  it('is off until somebody chooses, also where the organisation names an address', async () => {
    const { assistUnder, ownAssist } = await service();
    expect(await ownAssist()).toEqual({ mode: 'off' });
    expect(assistUnder({ mode: 'off' }, {})).toMatchObject({ mode: 'off', service: undefined });
    expect(assistUnder({ mode: 'off' }, { aiService: PRESET })).toMatchObject({ mode: 'off', preset: true });
  });

  it('uses the address of the organisation in the place of an own one, and nothing where it is forbidden', async () => {
    const { assistUnder } = await service();
    const own = {
      mode: 'address',
      address: 'https://ai.example.org/v1/chat/completions',
      model: 'm',
    } as const;
    expect(assistUnder(own, {}).service).toEqual({ address: own.address, model: 'm' });
    expect(assistUnder(own, { aiService: PRESET }).service).toEqual(PRESET);
    expect(assistUnder(own, { aiOff: true, aiService: PRESET })).toEqual({
      mode: 'off',
      service: undefined,
      forbidden: true,
      preset: false,
    });
    expect(assistUnder({ mode: 'address' }, {}).mode).toBe('off');
  });

  it('keeps the key in the storage of the extension, and refuses what is no address', async () => {
    const { keepAssist, ownAssist } = await service();
    await keepAssist({ mode: 'address', address: ' https://ai.example.org ', model: ' m ', key: ' sk ' });
    expect(await ownAssist()).toEqual({
      mode: 'address',
      address: 'https://ai.example.org/v1/chat/completions',
      model: 'm',
      key: 'sk',
    });
    await expect(
      keepAssist({ mode: 'address', address: 'http://ai.example.org', model: 'm' }),
    ).rejects.toMatchObject({ code: 'E360' });
    await expect(
      keepAssist({ mode: 'address', address: 'https://ai.example.org', model: ' ' }),
    ).rejects.toMatchObject({ code: 'E361' });
    await keepAssist({ mode: 'off' });
    expect((await ownAssist()).key).toBeUndefined();
  });
});
