/** A connection, or the connections to a cluster, through a package for Redis. */
export interface RedisAdapter {
  /** Whether a command can be sent now. */
  readonly isReady: boolean
  /** Whether the client is closed and does not reconnect. */
  readonly isClosed: boolean
  /** Put before each key of a script by the client, but not by its duplicates. */
  readonly keyPrefix: string
  /**
   * Sends a command.
   *
   * @param key a key of the command, which decides the node of a cluster
   */
  send(command: readonly string[], key: string | undefined): Promise<unknown>
  /** Creates a client with the same settings for blocking reads, and starts to connect it. */
  duplicate(): RedisAdapter
  /** Sends `listener` the errors of the connection. @returns a function that removes it */
  onError(listener: (error: unknown) => void): () => void
  /** Closes the connections immediately. */
  close(): void
}
