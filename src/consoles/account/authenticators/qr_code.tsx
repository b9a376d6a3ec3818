/** A QR code as inline SVG (I5): black on white in every theme, since cameras expect it so. Its text stands beside it. */
import type { VNode } from 'preact';
import { encode } from 'uqr';

/** Light modules around it that cameras need (ISO/IEC 18004). */
const QUIET_ZONE = 4;
const SIDE_PIXELS = 240;

/** @param label for those who do not see it: where the same is written */
export function QrCode({ value, label }: { value: string; label: string }): VNode {
  const { data, size } = encode(value, { ecc: 'L', border: QUIET_ZONE });
  return (
    <svg
      width={SIDE_PIXELS}
      height={SIDE_PIXELS}
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shape-rendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" stroke="none" />
      <path stroke="#000" stroke-width="1" stroke-linecap="butt" d={data.map(runsOf).join('')} />
    </svg>
  );
}

/** Dark modules of one row, each run as one stroke. */
function runsOf(row: readonly boolean[], y: number): string {
  let path = '';
  for (let x = 0; x < row.length; x += 1) {
    if (!row[x]) continue;
    const from = x;
    while (row[x + 1]) x += 1;
    path += `M${from} ${y}.5h${x + 1 - from}`;
  }
  return path;
}
