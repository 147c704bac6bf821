import { t } from '../../lib/i18n';
import type { PlaceAddress } from '../../lib/share';

/** A place as people know it: host and path, host and bucket, or the sort. */
export function placeWords(place: PlaceAddress): string {
  if (place.sort === 'file') return t('shareInvite.placeFile');
  if (place.sort === 'folder') return t('shareInvite.placeFolder');
  const url = URL.canParse(place.address) ? new URL(place.address) : undefined;
  const host = url?.host ?? place.address;
  if (place.sort === 's3') return `${host} · ${place.bucket}${place.prefix ? `/${place.prefix}` : ''}`;
  return host + safe(url?.pathname ?? '');
}

function safe(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
