import { vi } from 'vitest';

// What is waited for comes within milliseconds, or on a machine that others keep busy within seconds. No test judges
// how long it took.
const { waitFor } = vi;
vi.waitFor = (callback, options = { timeout: 20_000 }) => waitFor(callback, options);
