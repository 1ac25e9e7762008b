// Measures servers under load: `npm run bench:server`. docs/bench.md explains the figures.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { toTable } from '../table.ts'
import { loadContestants, type LoadContestant } from './contestants.ts'
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
  const { exact, streams, cpu, before, peak, after, growth } = figures
  return [
    name,
    `${exact} of ${streams}`,
    `${(cpu / 1000).toFixed(1)} s`,
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

/** Measures with a new Redis, if the contestant needs one: what a killed process left must not count. */
async function withRedis<Figures>(
  { name, needsRedis }: LoadContestant,
  measure: (redisUrl: string) => Promise<Figures>,
): Promise<Figures | undefined> {
  if (!needsRedis) return measure('')
  const redis = await startRedis()
  if (!redis) {
    console.error(`${name}: redis-server is not installed`)
    return undefined
  }
  try {
    return await measure(redis.url)
  } finally {
    await redis.stop()
  }
}

async function main(only: readonly string[], streams: number, readers: number): Promise<void> {
  const chosen = loadContestants.filter(({ name }) => only.length === 0 || only.includes(name))
  if (chosen.some(({ program }) => program.startsWith(peers))) installPeers()
  const rows: Record<'streams' | 'silent' | 'long', (string | undefined)[][]> = {
    streams: [],
    silent: [],
    long: [],
  }
  for (const contestant of chosen) {
    const { name } = contestant
    console.error(`${name}: ${streams} streams`)
    const many = await withRedis(contestant, (url) => measureStreams(contestant, url, streams))
    if (many) rows.streams.push(streamRow(name, many))
    for (const [plan, count] of [
      ['silent', readers],
      ['long', 1],
    ] as const) {
      console.error(`${name}: ${count} silent readers`)
      const silent = await withRedis(contestant, (url) =>
        measureSilent(contestant, url, plan, count),
      )
      if (silent) rows[plan].push(silentRow(name, silent))
    }
  }
  const silentColumns = ['models wrote', 'RSS before', 'highest', 'after', 'in use']
  console.log(
    [
      toTable(
        [
          `${streams} streams`,
          ...['exact', 'CPU time', 'RSS before', 'highest', 'after', 'in use', 'a stream'],
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
