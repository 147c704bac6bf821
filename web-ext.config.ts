import { defineWebExtConfig } from 'wxt';

// Only for `npm run dev`: which browser it opens. Without a display it opens none and only rebuilds.
const chrome = process.env.CHROMIUM_PATH;

export default defineWebExtConfig({
  disabled: !chrome,
  ...(chrome ? { binaries: { chrome } } : {}),
  chromiumArgs: ['--lang=zh-CN'],
});
