import { Fault } from '../records/fault';
import { REFUSED } from './refusals';

/** Whether a host is this machine itself. */
const isLoopback = (host: string): boolean =>
  /^(localhost|.*\.localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(host.toLowerCase());

/**
 * Reads the address that somebody entered. Throws E864 when it is none, or carries a name and password, which belong
 * elsewhere; E869 when it is not encrypted and not of this machine.
 */
export function readAddress(entered: string, kind: string): URL {
  const text = entered.trim();
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || !url.hostname) {
    // What was entered may hold a password: only its host is repeated.
    throw new Fault(REFUSED.otherPlace, { site: url?.host || kind, kind });
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw new Fault(REFUSED.plainHttp, { site: url.host });
  }
  return url;
}

/** A part of a path as it stands for, whatever was encoded of it; a lone `%` stands for itself. */
export function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The parts of a path, decoded. Empty ones are left out, so that slashes at the end or doubled make no difference. */
export const pathParts = (path: string): string[] => path.split('/').filter(Boolean).map(decodePart);
