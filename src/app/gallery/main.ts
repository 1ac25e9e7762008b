import { createApp } from 'vue'
import { drawDiagramKey } from '../../components/index.ts'
import { drawDiagram } from '../diagrams/drawDiagram.ts'
import { createAppTexts } from '../i18n/createAppTexts.ts'
import { useLanguage } from '../i18n/useLanguage.ts'
import { useTheme } from '../useTheme.ts'
import ComponentGallery from './ComponentGallery.vue'
import { appearance } from './appearance.ts'
import '../styles/tokens.css'
import '../styles/base.css'

const texts = createAppTexts()
useTheme(() => appearance.theme)
await useLanguage(texts, () => appearance.language)

createApp(ComponentGallery).use(texts).provide(drawDiagramKey, drawDiagram).mount('#app')
