import '../../components/style/theme.css';
import '../../components/style/base.css';
import '../../components/style/card.css';
import '../../components/style/form.css';
import '../../components/style/vault.css';
import '../../components/style/curl.css';
import '../../components/style/definitions.css';
import '../../components/style/options.css';
import { render } from 'preact';
import { Options } from '../../components/options/options';

const app = document.getElementById('app');
if (app) render(<Options />, app);
