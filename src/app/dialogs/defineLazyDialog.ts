import {
  defineAsyncComponent,
  defineComponent,
  h,
  inject,
  onMounted,
  type Component,
  type InjectionKey,
} from 'vue'
import { DialogSkeleton, LONG_WAIT, useTexts } from '../../components/index.ts'
import { useAnnouncer } from '../../markdown/internal.ts'

/** Provides the function that reports a part of the app which can't be loaded. */
export const reportMissingPartKey: InjectionKey<() => void> = Symbol('report missing part')

/**
 * Defines a dialog that is loaded when it is opened for the first time. Until then a skeleton takes its place.
 * If loading fails, for example after a deployment that removed the file, the page reports it and the dialog closes.
 *
 * @param fields - the approximate number of fields, for the skeleton
 */
export function defineLazyDialog<Dialog extends Component>(
  load: () => Promise<{ default: Dialog }>,
  fields: number,
): Dialog {
  const loadingComponent = defineComponent(() => {
    const { t } = useTexts()
    const announce = useAnnouncer()
    onMounted(() => announce(t('app.loading')))
    return () => h(DialogSkeleton, { fields })
  })
  return defineAsyncComponent({
    loader: load,
    delay: LONG_WAIT,
    loadingComponent,
    errorComponent: MissingDialog,
  })
}

const MissingDialog = defineComponent({
  emits: ['close'],
  setup(_props, { emit }) {
    const reportMissingPart = inject(reportMissingPartKey, undefined)
    onMounted(() => {
      reportMissingPart?.()
      emit('close')
    })
    return () => null
  },
})
