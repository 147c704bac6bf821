import { config } from 'zod/mini';

// Has to run before any schema is made: zod otherwise probes `new Function`, which our content security policy
// forbids and reports. Every entry point imports this file first.
config({ jitless: true });
