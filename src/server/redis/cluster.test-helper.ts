import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { freePort, RedisForTest } from './redis.test-helper.ts'

const run = promisify(execFile)

/** A cluster of three primaries. */
export interface ClusterForTest {
  readonly ports: readonly number[]
  /** Returns the output of a command at one node. */
  command(port: number, ...args: string[]): Promise<string>
  stop(): Promise<void>
}

export async function startCluster(): Promise<ClusterForTest> {
  const folder = await mkdtemp(join(tmpdir(), 'redis-cluster-'))
  const nodes = await Promise.all(
    [1, 2, 3].map(async (node) =>
      RedisForTest.start(
        ...['--cluster-enabled', 'yes', '--cluster-config-file', `nodes-${node}.conf`],
        // By default, this port is 10,000 higher, which may be beyond the highest one.
        ...['--dir', folder, '--cluster-port', String(await freePort())],
      ),
    ),
  )
  const ports = nodes.map(({ port }) => port)
  const command = async (port: number, ...args: string[]) =>
    (await run('redis-cli', ['-p', String(port), ...args])).stdout.trim()
  await run('redis-cli', [
    ...['--cluster', 'create', ...ports.map((port) => `127.0.0.1:${port}`)],
    ...['--cluster-replicas', '0', '--cluster-yes'],
  ])
  // A node refuses commands until it has heard of all others.
  for (const port of ports) {
    while (!(await command(port, 'CLUSTER', 'INFO')).includes('cluster_state:ok')) await pause(50)
  }
  return {
    ports,
    command,
    async stop() {
      await Promise.all(nodes.map((node) => node.stop()))
      await rm(folder, { recursive: true, force: true })
    },
  }
}
