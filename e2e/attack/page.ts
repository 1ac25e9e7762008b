import { createApp, h, nextTick, shallowReactive } from 'vue'
import { createDrawDiagram } from '../../src/app/diagrams/createDrawDiagram.ts'
import { englishLabels, StreamMarkdown } from '../../src/markdown/index.ts'
import type { Attack, Report } from './attack.ts'
import { findForbiddenMarkup } from './findForbiddenMarkup.ts'
import { executions, watchExecutions } from './executions.ts'
import { interactWithAll, preventNavigation } from './interactWithAll.ts'

const LOAD = 'Load'
const labels = { ...englishLabels, loadImage: (host: string) => `${LOAD} ${host}` }

const root = document.querySelector('#content')
if (!root) throw new Error('The attack page has no #content element.')
const content = root

const draw = createDrawDiagram()
let undrawn = 0
const drawDiagram: typeof draw = async (...drawing) => {
  undrawn++
  try {
    return await draw(...drawing)
  } finally {
    undrawn--
  }
}

const shown = shallowReactive({ text: '', streaming: true, key: 0 })
createApp(() => h(StreamMarkdown, { ...shown, labels, drawDiagram })).mount(content)

async function show(text: string, streaming: boolean): Promise<void> {
  Object.assign(shown, { text, streaming })
  await nextTick()
}

const { port1, port2 } = new MessageChannel()

/** Waits until queued tasks have run. A timer would wait longer. */
function nextTask(): Promise<unknown> {
  return new Promise((resolve) => {
    port1.onmessage = resolve
    port2.postMessage(undefined)
  })
}

const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve))

/** Waits for parts that are drawn later: those that scroll into view, syntax colors in idle time, diagrams. */
async function settle(): Promise<void> {
  await nextFrame()
  await nextFrame()
  while (undrawn > 0) await nextFrame()
  await new Promise((resolve) => requestIdleCallback(resolve))
  await nextTick()
}

const isLoadButton = (button: Element) => Boolean(button.textContent?.includes(`${LOAD} `))

async function stream(text: string, step: number): Promise<Report> {
  const faults = new Map<string, number>()
  let states = 0
  function check(length: number) {
    states++
    for (const fault of [...findForbiddenMarkup(content), ...executions.splice(0)]) {
      if (!faults.has(fault)) faults.set(fault, length)
    }
  }
  shown.key++
  for (let length = step; length < text.length; length += step) {
    await show(text.slice(0, length), true)
    await nextTask()
    check(length)
  }
  for (const isStreaming of [true, false]) {
    await show(text, isStreaming)
    check(text.length)
  }
  await settle()
  check(text.length)
  shown.key++
  await show(text, false)
  await settle()
  check(text.length)
  interactWithAll(content, isLoadButton)
  await settle()
  check(text.length)
  return { states, faults: [...faults].map(([fault, length]) => `${fault} at ${length}`) }
}

async function inspect(put: (element: Element) => void): Promise<readonly string[]> {
  const element = document.createElement('div')
  content.append(element)
  put(element)
  await settle()
  interactWithAll(element, isLoadButton)
  await settle()
  const faults = [...findForbiddenMarkup(element), ...executions.splice(0)]
  element.remove()
  return faults
}

watchExecutions()
preventNavigation()

const attack: Attack = { show, stream, inspect, draw: drawDiagram, executions }
Object.assign(window, { attack })
