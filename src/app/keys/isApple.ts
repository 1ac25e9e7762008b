/** Returns whether this is an Apple device, whose keyboards use ⌘ in place of Ctrl. */
export function isApple(): boolean {
  // Deprecated, but the only source that all browsers support.
  return /^(Mac|iP)/.test(navigator.platform)
}
