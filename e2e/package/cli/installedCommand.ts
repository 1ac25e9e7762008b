import { join } from 'node:path'
import { test as base } from '@playwright/test'
import { ChatPage } from '../../pages/ChatPage.ts'
import { createProject } from '../project/createProject.ts'
import { type CommandProcess, startCommandProcess } from './commandProcess.ts'

type Start = (
  args: readonly string[],
  keys?: Readonly<Record<string, string>>,
) => Promise<CommandProcess>

/** A test of the command as npm installs it. `openApp` opens its page. */
export const test = base.extend<
  { start: Start; openApp: (command: CommandProcess) => Promise<ChatPage> },
  { commandFile: string }
>({
  // One installation for all tests of a worker.
  commandFile: [
    async ({}, use) => {
      const project = await createProject({}, {})
      await use(join(project.folder, 'node_modules/.bin/vue-chat-stream'))
      await project.remove()
    },
    { scope: 'worker', timeout: 300_000 },
  ],

  start: async ({ commandFile }, use) => {
    const started: CommandProcess[] = []
    await use(async (args, keys) => {
      const command = await startCommandProcess([commandFile, '--port', '0', ...args], keys)
      started.push(command)
      return command
    })
    await Promise.all(started.map((command) => command.end('SIGKILL')))
  },

  openApp: async ({ page }, use) =>
    use(async ({ url }) => {
      const chat = new ChatPage(page)
      await chat.open(url)
      return chat
    }),
})
