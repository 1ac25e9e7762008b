/** How long tasks may take between two frames, in milliseconds. */
const BUDGET = 50

type Task = () => void

let spent = 0
let frame: number | undefined
const waiting = new Set<Task>()

/**
 * Runs a task: at once while there is time left before the next frame, else in one of the next frames. So a
 * thousand formulas do not hold up the page. Tasks run in the order in which they came.
 *
 * @returns cancels the task if it has not run yet
 */
export function runInFrames(task: Task): () => void {
  // The same function may come twice.
  const own = () => task()
  waiting.add(own)
  if (waiting.size === 1 && spent < BUDGET) runNext()
  frame ??= requestAnimationFrame(onFrame)
  return () => waiting.delete(own)
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
