/**
 * Lets everything happen that waits for promises alone, such as Vue's update of the page: one turn of the
 * event loop. By a channel, as fake clocks hold back every other way to get one.
 */
export function afterPromises(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      // An open port keeps Node from its end.
      port1.close()
      resolve()
    }
    port2.postMessage(undefined)
  })
}
