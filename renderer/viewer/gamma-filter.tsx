import { type Adjustment, exponentOf } from './adjustment.ts';

/** The SVG filter that `filterOf` names for a gamma. In the photo's own colour space: black and white stay, and no colour shifts. */
export const GammaFilter = ({ id, adjustment }: { id: string; adjustment: Adjustment }) => {
  const exponent = exponentOf(adjustment);
  return (
    <svg className="viewer-filters" aria-hidden="true">
      <filter id={id} x="0" y="0" width="1" height="1" colorInterpolationFilters="sRGB">
        <feComponentTransfer>
          <feFuncR type="gamma" exponent={exponent} />
          <feFuncG type="gamma" exponent={exponent} />
          <feFuncB type="gamma" exponent={exponent} />
        </feComponentTransfer>
      </filter>
    </svg>
  );
};
