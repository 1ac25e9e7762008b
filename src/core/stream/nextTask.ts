/** A part of the Scheduling API that TypeScript does not know yet, and not every browser has. */
interface Scheduler {
  yield?(): Promise<void>
}

/**
 * Resolves in another task, so that a visible page can draw in between. Elsewhere it resolves at once: nobody
 * waits for a hidden page, whose timers are slow, or for a server to draw.
 *
 * @see https://developer.mozilla.org/docs/Web/API/Scheduler/yield
 */
export async function nextTask(): Promise<void> {
  const { document, scheduler }: { document?: { hidden: boolean }; scheduler?: Scheduler } =
    globalThis
  if (document?.hidden !== false) return
  await (scheduler?.yield?.() ?? new Promise((resolve) => setTimeout(resolve)))
}
