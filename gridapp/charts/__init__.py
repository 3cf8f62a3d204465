"""What the charts show: figures as plain data, made by pure functions from the results of quarters.

Nothing is drawn here: see `gridapp.prints.drawing`, which draws a figure for paper and screen alike.
"""
