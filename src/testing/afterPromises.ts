/**
 * Waits for one turn of the event loop, so that everything that depends on promises only has happened, such as Vue's
 * update of the page. Uses a message channel, because fake clocks stop timers and all other ways to wait for a turn.
 */
export function afterPromises(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      // An open port would keep the Node process alive.
      port1.close()
      resolve()
    }
    port2.postMessage(undefined)
  })
}
