import { toBase64 } from '../records/bytes-text';

const encoder = new TextEncoder();

/** HMAC-SHA-256 in base64, by the browser's own cryptography. */
async function hmacBase64(key: string, message: string): Promise<string> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const imported = await crypto.subtle.importKey('raw', encoder.encode(key), algorithm, false, ['sign']);
  const bytes = new Uint8Array(await crypto.subtle.sign('HMAC', imported, encoder.encode(message)));
  return toBase64(bytes);
}

/**
 * 钉钉 加签: the text `timestamp\nsecret` under the secret, in base64. `timestamp` in milliseconds; the caller encodes the
 * result for the address.
 */
export const signDingTalk = (timestamp: number, secret: string): Promise<string> =>
  hmacBase64(secret, `${timestamp}\n${secret}`);

/** 飞书 签名校验: nothing at all under the key `timestamp\nsecret`, in base64. `timestamp` in seconds. */
export const signFeishu = (timestamp: number, secret: string): Promise<string> =>
  hmacBase64(`${timestamp}\n${secret}`, '');
