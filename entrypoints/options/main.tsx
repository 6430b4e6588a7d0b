import '../../components/theme.css';
import '../../components/base.css';
import '../../components/card.css';
import '../../components/form.css';
import '../../components/options.css';
import { render } from 'preact';
import { Options } from '../../components/options';

const app = document.getElementById('app');
if (app) render(<Options />, app);
