import type { Narrow } from '../../lib/company/layers';
import { choicesOf } from '../../lib/company/narrow';
import { bodyWord, layerWord } from '../../lib/company/words';
import { t } from '../../lib/i18n';
import { SelectField } from '../ui';
import type { CompanyPosts } from './use-posts';

/** Narrows positions by layer and by body; only what there is to choose from is offered. */
export function NarrowFields(props: {
  found: CompanyPosts;
  value: Narrow;
  onChange: (next: Narrow) => void;
}) {
  const { found, value, onChange } = props;
  const { layers, bodies } = choicesOf(found.posts, found.units);
  return (
    <>
      {(layers.length > 1 || value.layer) && (
        <SelectField
          label={t('record.unit.layer')}
          name="layer"
          value={value.layer ?? ''}
          empty={t('posts.allLayers')}
          options={layers.map((layer) => ({ value: layer, label: layerWord(layer) }))}
          onChange={(layer) => onChange({ layer: layer || undefined })}
        />
      )}
      {(bodies.length > 1 || value.body) && (
        <SelectField
          label={t('record.appointment.body')}
          name="body"
          value={value.body ?? ''}
          empty={t('posts.allBodies')}
          options={bodies.map((body) => ({ value: body, label: bodyWord(body) }))}
          onChange={(body) => onChange({ body: body || undefined })}
        />
      )}
    </>
  );
}
