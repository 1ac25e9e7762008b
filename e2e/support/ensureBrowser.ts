import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { findBrowser } from './chromium.ts'

/** Playwright's download is given up after this time, in milliseconds: behind some firewalls it hangs. */
const DOWNLOAD_TIME = 3 * 60_000
const INSTALL_TIME = 10 * 60_000

/** Makes sure that the browser tests have a Chromium: says which one, or installs one and says so. */
function ensureBrowser(): void {
  if (tellOfBrowser()) return
  console.log('There is no Chromium here. Installing Playwright’s …')
  if (run('npx', ['playwright', 'install', 'chromium'], DOWNLOAD_TIME) && tellOfBrowser()) return

  if (existsSync('/etc/debian_version') && process.getuid?.() === 0) {
    console.log('That did not work. Installing Debian’s …')
    const installed =
      run('apt-get', ['update'], INSTALL_TIME) &&
      run('apt-get', ['install', '--yes', 'chromium'], INSTALL_TIME)
    if (installed && tellOfBrowser()) return
  }
  console.error(
    'No Chromium could be had. Install one (`npx playwright install chromium`, or on Debian ' +
      '`apt-get install chromium`), or name one: CHROMIUM_PATH=/path/to/chromium npm test',
  )
  process.exitCode = 1
}

function tellOfBrowser(): boolean {
  const browser = findBrowser()
  if (!browser) return false
  if (!existsSync(browser.path)) {
    console.error(`CHROMIUM_PATH names ${browser.path}, and nothing is there.`)
    process.exit(1)
  }
  console.log(`The browser tests use ${browser.path} (${browser.origin}).`)
  return true
}

function run(command: string, args: readonly string[], timeout: number): boolean {
  return spawnSync(command, args, { stdio: 'inherit', timeout }).status === 0
}

ensureBrowser()
