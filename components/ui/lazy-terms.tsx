import { useEffect, useState } from 'preact/hooks';
import type { TermCheck as Check } from './terms';

let component: typeof Check | undefined;

/** 用词 under one field; its code and words are fetched when the first letter is there. */
export function FieldTerms(props: { value: string; onChange: (value: string) => void }) {
  const [, repaint] = useState(0);
  const isEmpty = !props.value.trim();
  useEffect(() => {
    if (component || isEmpty) return;
    let alive = true;
    import('./terms').then(
      ({ TermCheck }) => {
        component = TermCheck;
        if (alive) repaint((count) => count + 1);
      },
      // Without it the field works as before; the next field that is opened tries again.
      () => undefined,
    );
    return () => {
      alive = false;
    };
  }, [isEmpty]);
  const Component = component;
  if (!Component) return null;
  return <Component parts={[{ key: 'value', value: props.value, set: props.onChange }]} />;
}
