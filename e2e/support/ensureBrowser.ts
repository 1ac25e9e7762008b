import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { findBrowser } from './chromium.ts'

/** How long Playwright's download may take, in milliseconds. Behind some firewalls it hangs. */
const DOWNLOAD_TIME = 3 * 60_000
const INSTALL_TIME = 20 * 60_000

/**
 * Prints which Chromium the browser tests use. Installs one if there is none.
 *
 * @throws if the installation fails
 */
export function ensureBrowser(): void {
  if (reportBrowser()) return
  console.log('Chromium is not installed. Installing Playwright’s…')
  if (run('npx', ['playwright', 'install', 'chromium'], DOWNLOAD_TIME) && reportBrowser()) return

  if (existsSync('/etc/debian_version') && process.getuid?.() === 0) {
    console.log('Playwright’s could not be downloaded. Installing Debian’s…')
    const installed =
      run('apt-get', ['update'], INSTALL_TIME) &&
      run('apt-get', ['install', '--yes', 'chromium'], INSTALL_TIME)
    if (installed && reportBrowser()) return
  }
  throw new Error(
    'Chromium could not be installed. Install it (`npx playwright install chromium`, or on Debian ' +
      '`apt-get install chromium`), or set its path: CHROMIUM_PATH=/path/to/chromium npm test',
  )
}

function reportBrowser(): boolean {
  const browser = findBrowser()
  if (!browser) return false
  if (!existsSync(browser.path)) {
    throw new Error(`CHROMIUM_PATH is ${browser.path}, but that file does not exist.`)
  }
  console.log(`The browser tests use ${browser.path} (${browser.origin}).`)
  return true
}

function run(command: string, args: readonly string[], timeout: number): boolean {
  return spawnSync(command, args, { stdio: 'inherit', timeout }).status === 0
}
