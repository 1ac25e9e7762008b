import { existsSync } from 'node:fs'

/** Where Linux distributions put it. */
const SYSTEM_FIREFOXES = ['/usr/bin/firefox-esr', '/usr/bin/firefox']

/**
 * Finds a Firefox: the one that `FIREFOX_PATH` names, or the system's. Playwright drives only one of its own
 * making, puppeteer any.
 *
 * @returns undefined where there is none
 */
export function findFirefox(): string | undefined {
  return process.env['FIREFOX_PATH'] || SYSTEM_FIREFOXES.find((path) => existsSync(path))
}
