import { existsSync } from 'node:fs'
import { chromium, type LaunchOptions } from '@playwright/test'

/** Where Linux distributions put it. */
const SYSTEM_BROWSERS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
]

/** A browser that nobody uses has nothing to look up, to update or to report. */
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
 * @returns undefined where there is none
 */
export function findBrowser(): Browser | undefined {
  const named = process.env['CHROMIUM_PATH']
  if (named) return { path: named, origin: 'CHROMIUM_PATH' }
  const own = chromium.executablePath()
  if (existsSync(own)) return { path: own, origin: 'Playwright' }
  const path = SYSTEM_BROWSERS.find((candidate) => existsSync(candidate))
  return path === undefined ? undefined : { path, origin: 'system' }
}

/** How Playwright launches the Chromium that there is. */
export const launchOptions: LaunchOptions = optionsFor(findBrowser())

function optionsFor(browser: Browser | undefined): LaunchOptions {
  // Playwright knows its own, and what that needs.
  if (!browser || browser.origin === 'Playwright') return { args: QUIET }
  // Chromium refuses to run as root in its sandbox, and containers know no other user.
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  return { executablePath: browser.path, args: [...asRoot, ...QUIET] }
}
