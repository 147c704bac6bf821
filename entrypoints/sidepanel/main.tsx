import '../../lib/records/strict-csp';
import '../../components/ui/theme.css';
import { startApp } from '../../components/shell/app';

void startApp();
