"""Made-up parts for the page that shows every component: no entry is behind them."""
