/** Pictograms of our own, never without words beside them (design: Look). */
import type { VNode } from 'preact';

const SHAPES = {
  door: 'M5 21V10a7 7 0 0 1 14 0v11zM15 14v.01',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  warning: 'M12 4 2.8 20h18.4zM12 10v4M12 17v.01',
  check: 'M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0zM8 12.5l2.7 2.7L16 9.5',
  clock: 'M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0zM12 7v5l3.5 2',
  chevron: 'm9 6 6 6-6 6',
  email: 'M3 6h18v12H3zM3 7l9 6.5L21 7',
  sms: 'M4 5h16v11h-9l-4 4v-4H4zM8 10.5v.01M12 10.5v.01M16 10.5v.01',
  letter: 'M4 4h16v16H4zM8 9h8M8 13h8M8 17h4',
  totp: 'M7 2h10v20H7zM10 19h4M10 8h4M10 12h4',
  recovery: 'M14 10a4 4 0 1 1-8 0 4 4 0 0 1 8 0zM13 13l8 8M18 18l2-2',
  passkey:
    'M12 11v3M7 19c1-2 1.5-4 1.5-7a3.5 3.5 0 0 1 7 0c0 3.5-.4 6-1.2 8.5M4.5 15c.4-1.2.5-2 .5-3a7 7 0 0 1 14 0c0 2.2-.1 4-.5 6M12 17.5c-.2 1.2-.5 2.3-1 3.5',
  voice: 'M6 3h3l2 5-2.4 1.7a12 12 0 0 0 5.7 5.7L16 13l5 2v3a3 3 0 0 1-3.3 3A16.5 16.5 0 0 1 3 6.3A3 3 0 0 1 6 3z',
} as const;

export type IconName = keyof typeof SHAPES;

/** @param size side in pixels of usual text, 24 unless told: it grows with the text */
export function Icon({ name, size = 24, className }: { name: IconName; size?: number; className?: string }): VNode {
  const rem = `${size / 16}rem`;
  return (
    <svg class={className} width={rem} height={rem} viewBox="0 0 24 24" aria-hidden="true">
      <path d={SHAPES[name]} />
    </svg>
  );
}
