/**
 * Matches the violations of the diagram frame's policy that hostile diagrams cause. Chromium's own message does not
 * name the page, but the page reports every violation as well.
 */
export const FRAME_VIOLATION =
  /violates the following Content Security Policy|^error: Content security policy: \S+ forbids \S+ in \/diagram\//
