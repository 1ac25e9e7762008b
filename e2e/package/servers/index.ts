import { agentServers } from './agentServers.ts'
import { byteCases } from './byteCases.ts'
import { chatServers } from './chatServers.ts'
import { proxies } from './proxies.ts'
import type { ServerCase } from './ServerCase.ts'
import { stubFormats } from './stubFormats.ts'
import { webServers } from './webServers.ts'

/** All servers and formats that docs/servers.md lists. Each of them runs in `servers.test.ts`. */
export const serverCases: readonly ServerCase[] = [
  ...chatServers,
  ...stubFormats,
  ...agentServers,
  ...webServers,
  ...proxies,
  ...byteCases,
]

const HEADING = ['server or format', 'dialect', 'what you configure', 'proof of the end']

/** Returns the table of docs/servers.md, without the blanks that align its columns. */
export function serversTable(): string {
  const rows = serverCases.map(({ server, dialect, configure = 'nothing', end }) => [
    server,
    `\`${dialect}\``,
    configure,
    end,
  ])
  return [HEADING, HEADING.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n')
}
