"""What charts are made of: drawings, the tables behind them, and the files that both make."""
