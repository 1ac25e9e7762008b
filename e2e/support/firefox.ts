import { existsSync } from 'node:fs'

/** Where Linux distributions install Firefox. */
const SYSTEM_FIREFOXES = ['/usr/bin/firefox-esr', '/usr/bin/firefox']

/**
 * Finds a Firefox: the one that `FIREFOX_PATH` names, or the system's. Playwright drives only its own build of
 * Firefox; puppeteer drives any.
 *
 * @returns undefined if none is installed
 */
export function findFirefox(): string | undefined {
  return process.env['FIREFOX_PATH'] || SYSTEM_FIREFOXES.find((path) => existsSync(path))
}
