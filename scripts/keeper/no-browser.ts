/** Whoever keeps a place runs no browser: nothing of it is asked for. */
export const browser = {};
