/** Whether this is a device of Apple's, on whose keyboards ⌘ is what Ctrl is elsewhere. */
export function isApple(): boolean {
  // Deprecated, and what all browsers tell.
  return /^(Mac|iP)/.test(navigator.platform)
}
