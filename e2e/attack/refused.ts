/**
 * What the policy of the diagram frame refuses to hostile diagrams. Chromium's own words do not tell in which
 * page, but every breach is told by the page as well.
 */
export const REFUSED_TO_THE_FRAME =
  /violates the following Content Security Policy|^error: Content security policy: \S+ forbids \S+ in \/diagram\//
