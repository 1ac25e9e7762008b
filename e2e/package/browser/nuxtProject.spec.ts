import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect } from '@playwright/test'
import { readExample } from '../docs/readExamples.ts'
import { test } from '../project/projectTest.ts'
import { expectTenLinesToWork } from './expectTenLinesToWork.ts'

/** The last one for Node 20. */
const NUXT = '4.4.5'

// Nuxt has 580 packages, which take a minute to install and 20 s to build.
test.skip(!process.env['SOAK'], 'Nuxt takes minutes: SOAK=1 npm run test:browser -- nuxtProject')

test('in an empty Nuxt project the README’s lines work as they stand (with SOAK=1 only)', async ({
  page,
  makeProject,
}) => {
  test.setTimeout(10 * 60_000)
  const project = await makeProject(
    {
      'nuxt.config.ts': `export default defineNuxtConfig({ compatibilityDate: '2025-07-15' })`,
      'app/app.vue': await readExample('README.md', 'vue'),
    },
    { nuxt: NUXT, vue: '^3.5.0' },
  )
  await project.run('npx', 'nuxt', 'build')

  const server = spawn(process.execPath, ['.output/server/index.mjs'], {
    cwd: project.folder,
    env: { ...process.env, HOST: '127.0.0.1', PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    const [line] = (await once(server.stdout, 'data')) as [unknown]
    const [url = ''] = /http:\S+/.exec(String(line)) ?? []
    expect(await (await fetch(url)).text()).toContain('aria-label="Message"')
    await expectTenLinesToWork(page, url)
  } finally {
    const gone = once(server, 'exit')
    server.kill()
    await gone
  }
})
