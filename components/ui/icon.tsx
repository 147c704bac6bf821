/** Line icons on a 24-unit grid, drawn for this project; `name` is the key. */
const PATHS = {
  today: 'M4 6h16M4 12h16M4 18h10',
  life: 'M9 11.2a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4M3 20c0-3.600 2.700-6 6-6s6 2.400 6 6M16 5.200a3 3 0 0 1 0 5.600M17.500 14.400c2.200.7 3.500 2.700 3.500 5.600',
  study:
    'M4 5.500C6.500 4.500 9.500 4.700 12 6.200c2.500-1.500 5.500-1.700 8-.7V19c-2.500-1-5.500-.8-8 .7-2.500-1.500-5.500-1.700-8-.7zM12 6.200v13.500',
  governance:
    'M4 6l1.500 1.500L8 5M4 13l1.500 1.500L8 12M4 20l1.500 1.500L8 19M12 6.500h8M12 13.500h8M12 20h8',
  plus: 'M12 5v14M5 12h14',
  search: 'M11 17.500a6.500 6.500 0 1 0 0-13 6.500 6.500 0 0 0 0 13M16 16l4.500 4.500',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  back: 'M15 5l-7 7 7 7',
  close: 'M6 6l12 12M18 6L6 18',
  up: 'M12 19V6M6 11l6-6 6 6',
  down: 'M12 5v13M6 13l6 6 6-6',
  edit: 'M4 20l1-4L16 5l3 3L8 19zM14 7l3 3',
  trash: 'M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13M10.500 11v5M13.500 11v5',
  file: 'M7 3h7l4 4v14H7zM14 3v4h4',
  photo: 'M4 6h16v13H4zM4 16l4.500-4.500 4 4 3-3L20 16M15.500 9.500h.01',
  download: 'M12 4v11M7 11l5 5 5-5M5 20h14',
  upload: 'M12 16V5M7 9l5-5 5 5M5 20h14',
  clip: 'M6 4h9l3 3v13H6zM9 12h6M9 16h4M14 4v4h4',
  settings:
    'M12 15.500a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7M12 3v3M12 18v3M3 12h3M18 12h3M5.600 5.600l2.100 2.100M16.300 16.300l2.100 2.100M5.600 18.400l2.100-2.100M16.300 7.700l2.100-2.100',
  dues: 'M12 20.500a8.500 8.500 0 1 0 0-17 8.500 8.500 0 0 0 0 17M8.500 8l3.500 4 3.500-4M12 12v5M9 12.500h6M9 15h6',
  roster: 'M5 4h14v16H5zM8 8h8M8 12h8M8 16h5',
  register: 'M4 5h16v14H4zM4 10h16M10 5v14',
  wide: 'M4 5h16v14H4zM10 5v14M14 9h3M14 13h3',
  history: 'M4 12a8 8 0 1 0 2.500-5.800M4 4v4h4M12 8v4l3 2',
  check: 'M5 12.500l4.500 4.500L19 7',
  warning: 'M12 4l9 16H3zM12 10v4M12 17h.01',
  link: 'M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1',
  print: 'M7 8V4h10v4M7 17H4V9h16v8h-3M7 14h10v6H7z',
  calendar: 'M5 6h14v14H5zM5 10h14M9 4v4M15 4v4M9 14h2M13 14h2',
  lock: 'M7 11V8a5 5 0 0 1 10 0v3M5 11h14v9H5zM12 15v2',
  copy: 'M9 9h10v11H9zM5 15V4h10',
} as const;

export type IconName = keyof typeof PATHS;

/** A 20 px line icon in the colour of the text. Decorative: the control that holds it carries the name. */
export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="1.7"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
      class="shrink-0"
    >
      <path d={PATHS[name]} stroke-width={name === 'more' ? 3 : undefined} />
    </svg>
  );
}
