/** Time that tasks may take between two frames, in milliseconds. */
const BUDGET = 50

type Task = () => void

let spent = 0
let frame: number | undefined
const waiting = new Set<Task>()

/**
 * Runs a task immediately if there is time left before the next frame, or else in one of the next frames, so that a
 * thousand formulas don't block the page. Tasks run in the order of their calls.
 *
 * @returns a function that cancels the task if it has not run yet
 */
export function runInFrames(task: Task): () => void {
  // Wrap the task: the set must keep a function that is passed twice.
  const entry = () => task()
  waiting.add(entry)
  if (waiting.size === 1 && spent < BUDGET) runNext()
  frame ??= requestAnimationFrame(onFrame)
  return () => waiting.delete(entry)
}

function onFrame(): void {
  frame = undefined
  spent = 0
  try {
    while (waiting.size > 0 && spent < BUDGET) runNext()
  } finally {
    if (waiting.size > 0) frame = requestAnimationFrame(onFrame)
  }
}

function runNext(): void {
  const [task] = waiting
  if (task === undefined) return
  waiting.delete(task)
  const start = performance.now()
  try {
    task()
  } finally {
    spent += performance.now() - start
  }
}
