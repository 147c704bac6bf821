import { useEffect, useId, useMemo, useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { Field } from './fields';
import { useMembers } from './ledger-context';

/**
 * Picks a member by name, pinyin or initials. With `allowFree` any other text is taken as the name of a person who
 * is not on the roster. The value is the member's id, or the free name.
 */
export function MemberPicker(props: {
  label: string;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
  allowFree?: boolean;
  hint?: string;
  error?: string;
}) {
  const members = useMembers();
  const list = useId();
  const name = members.find((member) => member.id === props.value)?.fields.name ?? props.value ?? '';
  const [text, setText] = useState(name);
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const [found, setFound] = useState<string[]>([]);
  useEffect(() => setText(name), [name]);

  const present = useMemo(() => members.filter((member) => !member.fields.leftOn), [members]);
  useEffect(() => {
    if (!open) return;
    let alive = true;
    void import('../../lib/branch/name-search').then(async ({ loadPinyin, searchNames }) => {
      await loadPinyin();
      if (!alive) return;
      const hits = text && text !== name ? searchNames(present, text) : present;
      setFound(hits.slice(0, 12).map((member) => member.id));
      setActive(0);
    });
    return () => {
      alive = false;
    };
  }, [text, open, present, name]);

  const choose = (id: string | undefined) => {
    props.onChange(id);
    setText(present.find((member) => member.id === id)?.fields.name ?? id ?? '');
    setOpen(false);
  };
  const settle = () => {
    setOpen(false);
    if (text.trim() === name) return;
    const exact = present.filter((member) => member.fields.name === text.trim());
    if (!text.trim()) props.onChange(undefined);
    else if (exact.length === 1) props.onChange(exact[0]?.id);
    else if (props.allowFree) props.onChange(text.trim());
    else setText(name);
  };

  return (
    <Field label={props.label} hint={props.hint} error={props.error}>
      {(id, describedBy) => (
        <div class="relative">
          <input
            id={id}
            class="field-input"
            role="combobox"
            aria-expanded={open && found.length > 0}
            aria-controls={list}
            aria-autocomplete="list"
            aria-activedescendant={open && found[active] ? `${list}-${active}` : undefined}
            aria-describedby={describedBy}
            autocomplete="off"
            value={text}
            placeholder={t('common.pickMember')}
            onFocus={(event) => event.currentTarget.select()}
            onInput={(event) => {
              setText(event.currentTarget.value);
              setOpen(true);
            }}
            onClick={() => setOpen(true)}
            onBlur={settle}
            onKeyDown={(event) => {
              if (event.isComposing) return;
              if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
                event.preventDefault();
                setOpen(true);
                const step = event.key === 'ArrowDown' ? 1 : -1;
                setActive((active + step + Math.max(found.length, 1)) % Math.max(found.length, 1));
              } else if (event.key === 'Enter') {
                event.preventDefault();
                if (open && found[active]) choose(found[active]);
                else settle();
              } else if (event.key === 'Escape' && open) {
                event.stopPropagation();
                setOpen(false);
              }
            }}
          />
          <ul
            id={list}
            role="listbox"
            aria-label={props.label}
            hidden={!open || !found.length}
            class="border-line-strong bg-card absolute inset-x-0 top-full z-20 mt-1 max-h-56 overflow-y-auto rounded-lg border py-1 shadow-lg"
          >
            {found.map((memberId, index) => (
              <li
                key={memberId}
                id={`${list}-${index}`}
                role="option"
                aria-selected={index === active}
                class={`cursor-pointer px-3 py-1 ${index === active ? 'bg-sunk' : ''}`}
                onMouseDown={(event) => {
                  event.preventDefault();
                  choose(memberId);
                }}
              >
                {present.find((member) => member.id === memberId)?.fields.name}
              </li>
            ))}
          </ul>
        </div>
      )}
    </Field>
  );
}
