// Measures servers under load: `npm run bench:server`. docs/bench.md explains the figures.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { toTable } from '../table.ts'
import { loadContestants } from './contestants.ts'
import { measureSilent, measureStreams, type SilentFigures, type StreamFigures } from './measure.ts'
import { startRedis } from './redisServer.ts'

const USAGE = `npm run bench:server -- [options]

  --only A,B       contestants by name, as the tables have them
  --streams N      streams at the same time (default 1000)
  --readers N      readers that never read, each of its own run (default 300)
  --help           this text`

const peers = fileURLToPath(new URL('../peers/servers/', import.meta.url))

function installPeers(): void {
  if (existsSync(`${peers}node_modules/.package-lock.json`)) return
  console.error('Installing the servers to compare with …')
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel', 'error']
  const { status } = spawnSync('npm', args, { cwd: peers, stdio: ['ignore', 2, 2] })
  if (status !== 0) throw new Error(`npm ci failed in ${peers}. See its output above.`)
}

const megabytes = (bytes: number) =>
  Number.isNaN(bytes) ? 'process died' : `${Math.round(bytes / 1e6)} MB`

const kilobytes = (bytes: number) =>
  Number.isNaN(bytes) ? undefined : `${Math.round(bytes / 1e3)} kB`

function streamRow(name: string, figures: StreamFigures) {
  const { exact, streams, duration, before, peak, after, growth } = figures
  return [
    name,
    `${exact} of ${streams}`,
    `${(duration / 1000).toFixed(1)} s`,
    megabytes(before),
    megabytes(peak),
    megabytes(after),
    megabytes(growth),
    kilobytes((peak - before) / streams),
  ]
}

function silentRow(name: string, { before, peak, after, growth, written }: SilentFigures) {
  return [
    name,
    megabytes(written),
    megabytes(before),
    megabytes(peak),
    megabytes(after),
    megabytes(growth),
  ]
}

async function main(only: readonly string[], streams: number, readers: number): Promise<void> {
  const chosen = loadContestants.filter(({ name }) => only.length === 0 || only.includes(name))
  if (chosen.some(({ program }) => program.startsWith(peers))) installPeers()
  const redis = chosen.some(({ needsRedis }) => needsRedis) ? await startRedis() : undefined
  const rows: Record<'streams' | 'silent' | 'long', (string | undefined)[][]> = {
    streams: [],
    silent: [],
    long: [],
  }
  try {
    for (const contestant of chosen) {
      const { name, needsRedis } = contestant
      if (needsRedis && !redis) {
        console.error(`${name}: redis-server is not installed`)
        continue
      }
      const url = redis?.url ?? ''
      console.error(`${name}: ${streams} streams`)
      rows.streams.push(streamRow(name, await measureStreams(contestant, url, streams)))
      console.error(`${name}: ${readers} silent readers`)
      rows.silent.push(silentRow(name, await measureSilent(contestant, url, 'silent', readers)))
      console.error(`${name}: one silent reader of 40 MB`)
      rows.long.push(silentRow(name, await measureSilent(contestant, url, 'long', 1)))
    }
  } finally {
    await redis?.stop()
  }
  const silentColumns = ['models wrote', 'RSS before', 'highest', 'after', 'in use']
  console.log(
    [
      toTable(
        [
          `${streams} streams`,
          ...['exact', 'duration', 'RSS before', 'highest', 'after', 'in use', 'a stream'],
        ],
        rows.streams,
      ),
      toTable([`${readers} silent readers`, ...silentColumns], rows.silent),
      toTable(['40 MB, one silent reader', ...silentColumns], rows.long),
    ].join('\n\n'),
  )
}

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    streams: { type: 'string', default: '1000' },
    readers: { type: 'string', default: '300' },
    help: { type: 'boolean' },
  },
})
if (values.help) console.log(USAGE)
else {
  const only = values.only.split(',').filter((name) => name !== '')
  await main(only, Number(values.streams), Number(values.readers))
}
