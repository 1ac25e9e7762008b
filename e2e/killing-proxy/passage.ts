import type { Socket } from 'node:net'
import type { Fate } from './fates.ts'

export type Direction = 'upward' | 'downward'

/** Receives what happens on one passage. */
export interface PassageListener {
  /** Whether the proxy is calm: it then neither counts bytes nor kills. */
  isCalm(): boolean
  /** Time between the last byte and the kill, in milliseconds. */
  readonly linger: number
  onBytes(direction: Direction, count: number): void
  onKill(): void
  onEnd(): void
}

/** The two sockets of one connection. Each receives what the other sends, until the connection's fate. */
export interface Passage {
  /** Cuts both sockets off, by a reset or an orderly end as their fate says. */
  kill(): void
}

export function createPassage(
  client: Socket,
  server: Socket,
  fate: Fate,
  listener: PassageListener,
): Passage {
  let isOver = false
  let lingerTimer: NodeJS.Timeout | undefined

  /** When one socket closes, the other one closes, too. A reset is passed on as a reset. */
  function end(isReset: boolean): void {
    if (isOver) return
    isOver = true
    clearTimeout(lingerTimer)
    for (const socket of [client, server]) {
      if (isReset) socket.resetAndDestroy()
      else socket.destroy()
    }
    listener.onEnd()
  }

  function kill(): void {
    if (isOver) return
    listener.onKill()
    end(fate.isReset)
  }

  function killSoon(): void {
    if (listener.linger === 0) kill()
    else lingerTimer = setTimeout(kill, listener.linger)
  }

  function forward(from: Socket, to: Socket, direction: Direction): void {
    let left = fate[direction]
    from.on('data', (chunk) => {
      const isCalm = listener.isCalm()
      const isLast = !isCalm && chunk.length >= left
      const part = isLast ? chunk.subarray(0, left) : chunk
      if (!isCalm) left -= part.length
      listener.onBytes(direction, part.length)
      if (isLast) {
        from.pause()
        // Kill after the last byte was written. A reset sometimes overtakes it: then fewer bytes arrive, but never
        // more.
        to.write(part, killSoon)
      } else if (!to.write(part)) {
        from.pause()
        to.once('drain', () => from.resume())
      }
    })
    from.on('end', () => to.end())
    from.on('error', () => end(true))
    from.on('close', () => end(false))
  }

  forward(client, server, 'upward')
  forward(server, client, 'downward')
  return { kill }
}
