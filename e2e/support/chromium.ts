import { existsSync } from 'node:fs'
import { chromium, type LaunchOptions } from '@playwright/test'

/** Where Linux distributions install Chromium. */
const SYSTEM_BROWSERS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
]

/** Turns off the browser's background work, such as lookups, updates and reports: no user needs it in a test. */
const QUIET = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export interface Browser {
  readonly path: string
  readonly origin: 'CHROMIUM_PATH' | 'Playwright' | 'system'
}

/**
 * Finds a Chromium: the one that `CHROMIUM_PATH` names, Playwright's own, or the system's.
 *
 * @returns undefined if none is installed
 */
export function findBrowser(): Browser | undefined {
  const named = process.env['CHROMIUM_PATH']
  if (named) return { path: named, origin: 'CHROMIUM_PATH' }
  const own = chromium.executablePath()
  if (existsSync(own)) return { path: own, origin: 'Playwright' }
  const path = SYSTEM_BROWSERS.find((candidate) => existsSync(candidate))
  return path === undefined ? undefined : { path, origin: 'system' }
}

/** How Playwright launches the Chromium that `findBrowser()` found. */
export const launchOptions: LaunchOptions = optionsFor(findBrowser())

function optionsFor(browser: Browser | undefined): LaunchOptions {
  // Playwright knows where its own browser is and which arguments it needs.
  if (!browser || browser.origin === 'Playwright') return { args: QUIET }
  // Chromium refuses to run as root in its sandbox, and containers often have no other user.
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  return { executablePath: browser.path, args: [...asRoot, ...QUIET] }
}
